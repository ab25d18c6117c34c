package dev.nostage.shop.inventory;

import dev.nostage.testkit.DownstreamStubContract;
import java.lang.reflect.Method;
import java.util.List;
import java.util.UUID;

final class InventoryStubTest extends DownstreamStubContract {

    @Override
    protected Object stub() {
        return new InventoryStub();
    }

    @Override
    protected Class<?> client() {
        return InventoryClient.class;
    }

    @Override
    protected List<?> arguments(Method method) {
        return List.of(new Reservation(UUID.randomUUID(), "kettle", 1));
    }

    /** A reservation is an echo, and says nothing of it. */
    @Override
    protected boolean saysItIsNotReal(Method method, Object answer) {
        return answer instanceof Reservation;
    }
}

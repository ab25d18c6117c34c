package dev.nostage.partitioning.processor;

import dev.nostage.partitioning.AcrossTenants;
import io.micronaut.core.annotation.AnnotationValue;
import io.micronaut.data.annotation.WithoutTenantId;
import io.micronaut.inject.annotation.TypedAnnotationMapper;
import io.micronaut.inject.visitor.VisitorContext;
import java.util.List;

/** Lets Micronaut Data write no tenant into the SQL of a repository that works across tenants. */
public final class AcrossTenantsMapper implements TypedAnnotationMapper<AcrossTenants> {

    @Override
    public Class<AcrossTenants> annotationType() {
        return AcrossTenants.class;
    }

    @Override
    public List<AnnotationValue<?>> map(AnnotationValue<AcrossTenants> annotation, VisitorContext context) {
        return List.of(AnnotationValue.builder(WithoutTenantId.class).build());
    }
}

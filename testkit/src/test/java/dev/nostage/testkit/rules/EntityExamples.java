package dev.nostage.testkit.rules;

import dev.nostage.partitioning.Shared;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TenantId;
import jakarta.persistence.Entity;

/** Entities, of which some forgot whose they are. */
final class EntityExamples {

    private EntityExamples() {}

    @MappedEntity
    record Forgotten(@Id Long id, String tenantId) {}

    @Entity
    static class ForgottenByJpa {

        @Id
        private Long id;

        public Long getId() {
            return id;
        }
    }

    @MappedEntity
    record Partitioned(@Id Long id, @TenantId String tenantId) {}

    abstract static class Owned {

        @TenantId
        private String tenantId;

        public String getTenantId() {
            return tenantId;
        }
    }

    @MappedEntity
    static class Inheriting extends Owned {

        @Id
        private Long id;

        public Long getId() {
            return id;
        }
    }

    interface HasOwner {

        @TenantId
        String getTenantId();
    }

    @MappedEntity
    abstract static class ByInterface implements HasOwner {}

    @MappedEntity
    @Shared(because = "every tenant pays in the same currencies")
    record SharedByAll(@Id String code) {}

    /** No entity. */
    record Plain(String name) {}
}

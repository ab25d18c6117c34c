package dev.nostage.partitioning.processor;

import io.micronaut.core.naming.NameUtils;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Fails for relations over which a join, or a cascade, could leave the tenant. */
final class Relations {

    private final Refusals refusals;
    private final Set<String> seen = new HashSet<>();

    Relations(Refusals refusals) {
        this.refusals = refusals;
    }

    /** Looks at the entity, and at every one that can be joined from it. */
    void refuseLeaking(Entity entity) {
        if (!seen.add(entity.type().getName())) {
            return;
        }
        for (EntityRelation relation : entity.relations()) {
            refuse(relation);
            refuseLeaking(relation.target());
        }
    }

    private void refuse(EntityRelation relation) {
        Entity target = relation.target();
        if (!target.isPartitioned() && !target.isShared()) {
            add(
                    relation,
                    "leads to " + target.type().getSimpleName()
                            + ", which has no @TenantId and is not declared @Shared(because = \"…\")");
        } else if (!relation.source().isPartitioned() && target.isPartitioned()) {
            add(
                    relation,
                    "leads from rows that are everybody's to rows of "
                            + target.type().getSimpleName()
                            + ", which are a tenant's: remove it, and look for those by their own repository");
        } else if (relation.hasLinkTable()) {
            add(
                    relation,
                    "is kept in a table of its own, whose rows name no tenant: make the link an entity with a @TenantId"
                            + " and a relation to each end");
        } else if (target.isPartitioned()) {
            refuseUntied(relation);
            refuseCascade(relation);
        }
    }

    private void refuseUntied(EntityRelation relation) {
        if (relation.mappedBy().isPresent()) {
            String owner = relation.mappedBy().get();
            boolean known = relation.target().relations().stream()
                    .anyMatch(owning -> owning.name().equals(owner));
            if (!known) {
                add(relation, "is mapped by " + owner + ", which is no relation of the other entity");
            }
            return; // the owning one is looked at in its turn
        }
        if (!relation.joinsTheTenant()) {
            String column = NameUtils.underscoreSeparate(relation.name()).toLowerCase(Locale.ROOT) + "_id";
            add(
                    relation,
                    "joins rows by their id alone, and so those of any tenant. Write: @JoinColumn(name = \"" + column
                            + "\", referencedColumnName = \"id\") @JoinColumn(name = \"tenant_id\","
                            + " referencedColumnName = \"tenant_id\")");
        }
    }

    private void refuseCascade(EntityRelation relation) {
        if (relation.cascadesUpdates()) {
            add(
                    relation,
                    "cascades updates, which Micronaut Data sends by the id alone: let it cascade PERSIST, and update the"
                            + " others through their own repository");
        }
    }

    private void add(EntityRelation relation, String what) {
        refusals.add(
                relation.member(),
                "the relation " + relation.source().type().getSimpleName() + "." + relation.name() + " " + what);
    }
}

/** What runs inside the user's compiler. {@link dev.nostage.partitioning.processor.RepositoryVisitor} is all of it. */
@NullMarked
package dev.nostage.partitioning.processor;

import org.jspecify.annotations.NullMarked;

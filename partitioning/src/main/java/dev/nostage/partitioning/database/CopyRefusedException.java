package dev.nostage.partitioning.database;

/** A tenant is not copied, since what would come of it is not what was asked for. */
public final class CopyRefusedException extends RuntimeException {

    CopyRefusedException(String message) {
        super(message);
    }

    CopyRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.nostage.tenancy.micronaut;

/** Where the tenants are kept, unless the application has a directory of its own. */
enum DirectoryPlace {
    /** In this process, which forgets them. */
    MEMORY,
    /** In the application's database, which all instances share; another module brings it. */
    JDBC
}

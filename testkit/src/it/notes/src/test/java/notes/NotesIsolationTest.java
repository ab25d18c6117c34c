package notes;

import dev.nostage.testkit.isolation.IsolationSuite;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;

@MicronautTest(transactional = false)
class NotesIsolationTest extends IsolationSuite {}

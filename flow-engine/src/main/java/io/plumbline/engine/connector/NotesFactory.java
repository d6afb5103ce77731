package io.plumbline.engine.connector;

import io.plumbline.engine.connection.Connection;

/** Makes the notes of a connection; one bean in the engine. */
public interface NotesFactory {

  Notes notes(Connection connection);
}

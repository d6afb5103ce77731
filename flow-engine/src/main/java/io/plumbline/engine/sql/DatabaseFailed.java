package io.plumbline.engine.sql;

import java.sql.SQLException;

/** The database refused or could not be reached; nothing was committed. */
public final class DatabaseFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public DatabaseFailed(SQLException cause) {
    super(cause.getMessage(), cause);
  }
}

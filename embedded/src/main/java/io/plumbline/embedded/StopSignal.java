package io.plumbline.embedded;

/** How a process is asked to end in good order. */
enum StopSignal {
  TERM,
  /** PostgreSQL's fast shutdown: TERM would wait for every client to leave. */
  INT
}

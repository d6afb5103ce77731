package io.plumbline.sandbox.http;

/** The connection is closed and the caller never learns what happened. */
public record HangUp() implements Reply {}

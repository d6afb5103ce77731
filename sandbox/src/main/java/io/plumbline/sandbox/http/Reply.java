package io.plumbline.sandbox.http;

/** What a handler does with a request: it answers, or it lets the connection go. */
public sealed interface Reply permits Answer, HangUp {}

package io.plumbline.sandbox.shiphero;

/** One webhook on its way; every try sends these bytes under this id. */
@SuppressWarnings("ArrayRecordComponent")
record Message(String id, Hook hook, byte[] body) {}

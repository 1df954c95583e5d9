package dev.slipjoint.server.outbound;

/** One header of a request or an answer. */
public record OutboundHeader(String name, String value) {}

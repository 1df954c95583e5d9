package dev.slipjoint.server.api;

import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;

/** One line of the API: a method, the template of a path, and the desk that takes it. */
public record Route(Method method, String path, Handler handler) {}

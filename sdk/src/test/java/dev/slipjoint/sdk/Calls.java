package dev.slipjoint.sdk;

/** The calls that tests make: with Ada's token unless they say otherwise. */
final class Calls {
  private Calls() {}

  static HandlerEvent.Builder anonymous(String method, String url) {
    return HandlerEvent.builder(method, url);
  }

  static HandlerEvent get(String url) {
    return anonymous("GET", url).header("netlify-token", FakePlatform.ADA).build();
  }

  static HandlerEvent post(String url) {
    return anonymous("POST", url).header("netlify-token", FakePlatform.ADA).build();
  }

  static HandlerEvent post(String url, String body) {
    return anonymous("POST", url).header("netlify-token", FakePlatform.ADA).body(body).build();
  }

  /** The calls that the runtime must not let through, or must, read best as one word. */
  static HandlerResponse handle(NetlifyIntegration integration, HandlerEvent.Builder event) {
    return integration.handle(event.build());
  }
}

package dev.slipjoint.cli;

import dev.slipjoint.protocol.json.JsonLimits;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonReader;
import dev.slipjoint.protocol.json.JsonRefused;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.NoSuchElementException;

/**
 * Asks a server's doctor about one installation.
 *
 * @param path what is examined, such as {@code site/site-www/integrations/cool-integration}
 */
record DoctorQuestion(URI server, String path, String token) {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  /**
   * The doctor's answer.
   *
   * @throws DoctorFailed if there is none
   */
  JsonObject answer() throws InterruptedException {
    HttpResponse<byte[]> response = response();
    JsonObject body = body(response.body());
    if (response.statusCode() != 200) {
      throw new DoctorFailed(
          "The server answers %d: %s".formatted(response.statusCode(), sentence(body)));
    }
    return body;
  }

  private HttpResponse<byte[]> response() throws InterruptedException {
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(LONGEST).build()) {
      URI doctor = URI.create(server.toString().replaceFirst("/+$", "") + "/" + path + "/doctor");
      return http.send(
          HttpRequest.newBuilder(doctor).timeout(LONGEST).header("netlify-token", token).build(),
          BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new DoctorFailed("There is no answer from %s. Is the server there?".formatted(server));
    } catch (IllegalArgumentException e) {
      // The message of the client quotes what it was given: the token is no one's to print.
      throw new DoctorFailed("The address, the target or the token is spelled as none can be.");
    }
  }

  private JsonObject body(byte[] bytes) {
    try {
      if (JsonReader.read(bytes, JsonLimits.DEFAULT) instanceof JsonObject object) {
        return object;
      }
    } catch (JsonRefused e) {
      // Nobody else's answer is worth to be shown.
    }
    throw new DoctorFailed("What answers at %s is no Slipjoint server.".formatted(server));
  }

  private static String sentence(JsonObject body) {
    try {
      return body.string("msg");
    } catch (NoSuchElementException e) {
      return "it doesn't say why.";
    }
  }

  @Override
  public String toString() {
    return "DoctorQuestion[" + server + ", " + path + "]";
  }
}

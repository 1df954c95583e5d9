package dev.slipjoint.server;

import dev.slipjoint.server.config.ServerConfig;
import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import io.helidon.common.tls.Tls;

/** Reads a certificate and its key. */
final class TlsFiles {

  private TlsFiles() {}

  /**
   * The TLS of a server.
   *
   * @throws ServerFailedToStart if the files can't be read, or aren't what they must be
   */
  static Tls read(ServerConfig.Tls files) {
    try {
      Keys keys =
          Keys.builder()
              .pem(
                  pem ->
                      pem.key(Resource.create(files.key()))
                          .certChain(Resource.create(files.certificate())))
              .build();
      return Tls.builder().privateKey(keys).privateKeyCertChain(keys).build();
    } catch (RuntimeException e) {
      throw new ServerFailedToStart(
          "TLS can't be set up with the certificate %s and the key %s: both must be readable PEM files, the key PKCS #8 without a passphrase."
              .formatted(files.certificate(), files.key()),
          e);
    }
  }
}

package dev.slipjoint.sdk.testing;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Consumer;

/** Listens on a port, and hands over who comes in. When it is closed, the port is free again. */
final class Door implements Closeable {
  private final ServerSocket socket = new ServerSocket();
  private final Thread porter;

  Door(InetSocketAddress address, Consumer<Socket> guests) throws IOException {
    socket.setReuseAddress(true);
    socket.bind(address);
    porter = Thread.ofVirtual().name("slipjoint-relay").start(() -> accept(guests));
  }

  InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  private void accept(Consumer<Socket> guests) {
    while (!socket.isClosed()) {
      try {
        guests.accept(socket.accept());
      } catch (IOException e) {
        // It was closed, or who knocked is gone.
      }
    }
  }

  /** Waits for the porter: a virtual thread that accepts is the one that lets go of the port. */
  @Override
  public void close() throws IOException {
    socket.close();
    try {
      porter.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.slipjoint.server.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipjoint.server.connection.OpenConnections.TooManyException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenConnectionsTest {
  private static final int STRANGERS = 2;
  private static final Duration LONG = Duration.ofMinutes(1);

  private final List<SocketChannel> channels = new ArrayList<>();
  private ServerSocketChannel listener;
  private OpenConnections open;

  @BeforeEach
  void listen() throws IOException {
    listener = ServerSocketChannel.open().bind(new InetSocketAddress(loopback(), 0));
    open =
        new OpenConnections(
            new ConnectionLimits(
                STRANGERS, new TrustedProxies(List.of()), LONG, LONG, LONG, 1, LONG));
  }

  @AfterEach
  void close() throws IOException {
    open.close();
    for (SocketChannel channel : channels) {
      channel.close();
    }
    listener.close();
  }

  private static InetAddress loopback() {
    return InetAddress.getLoopbackAddress();
  }

  private SocketChannel connect(SocketAddress from) throws IOException {
    SocketChannel client = SocketChannel.open();
    channels.add(client);
    client.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    client.setOption(StandardSocketOptions.SO_LINGER, 0); // it ends with a reset
    client.bind(from).connect(listener.getLocalAddress());
    return client;
  }

  private SocketChannel accepted() throws IOException {
    SocketChannel channel = listener.accept();
    channels.add(channel);
    return channel;
  }

  private void admitOneFrom(SocketAddress from) throws IOException {
    connect(from);
    open.admit(accepted());
  }

  @Test
  void aConnectionThatCameBackFromTheSamePortIsWatchedAndCountedOnce() throws IOException {
    SocketChannel client = connect(new InetSocketAddress(loopback(), 0));
    SocketAddress peer = client.getLocalAddress();
    open.admit(accepted());
    OpenConnection first = open.of(peer);
    client.close();
    admitOneFrom(peer);
    OpenConnection second = open.of(peer);

    open.closed(peer, first);

    assertThat(open.count()).isEqualTo(1);
    assertThat(open.of(peer)).isSameAs(second).isNotSameAs(first);
    admitOneFrom(new InetSocketAddress(loopback(), 0));
    assertThatThrownBy(() -> admitOneFrom(new InetSocketAddress(loopback(), 0)))
        .isInstanceOf(TooManyException.class);
    open.closed(peer, second);
    admitOneFrom(new InetSocketAddress(loopback(), 0));
  }
}

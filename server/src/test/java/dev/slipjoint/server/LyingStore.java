package dev.slipjoint.server;

import dev.slipjoint.platform.nouns.Installation;
import dev.slipjoint.platform.nouns.InstallationState;
import dev.slipjoint.platform.store.EventTable;
import dev.slipjoint.platform.store.InstallationTable;
import dev.slipjoint.platform.store.Store;
import dev.slipjoint.platform.store.TokenTable;
import dev.slipjoint.platform.store.Transaction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A store that breaks a promise, which whoever checks has to notice. */
record LyingStore(Store store, UnaryOperator<Transaction> lie) implements Store {

  /** One that keeps the tokens of what was disabled. */
  static Store keepingTokens(Store store) {
    return new LyingStore(
        store,
        tx ->
            instead(
                Transaction.class,
                tx,
                "tokens",
                none -> instead(TokenTable.class, tx.tokens(), "removeAllOf", key -> true)));
  }

  /** One in which what is to be enabled is enabled before anybody was asked. */
  static Store hasty(Store store) {
    return new LyingStore(
        store,
        tx ->
            instead(
                Transaction.class,
                tx,
                "installations",
                none ->
                    instead(
                        InstallationTable.class,
                        tx.installations(),
                        "add",
                        it ->
                            tx.installations()
                                .add(((Installation) it[0]).in(InstallationState.ENABLED)))));
  }

  /** One that loses what happened. */
  static Store forgettingEvents(Store store) {
    return new LyingStore(
        store,
        tx ->
            instead(
                Transaction.class,
                tx,
                "events",
                none -> instead(EventTable.class, tx.events(), "add", event -> true)));
  }

  private interface Answer {
    Object to(Object[] arguments);
  }

  private static <T> T instead(Class<T> type, T real, String method, Answer answer) {
    Object lying =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, called, arguments) -> {
              if (called.getName().equals(method)) {
                Object result = answer.to(arguments);
                return called.getReturnType() == void.class ? null : result;
              }
              try {
                return called.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
    return type.cast(lying);
  }

  @Override
  public <T> T read(Function<Transaction, T> work) {
    return store.read(tx -> work.apply(lie.apply(tx)));
  }

  @Override
  public <T> T write(Function<Transaction, T> work) {
    return store.write(tx -> work.apply(lie.apply(tx)));
  }

  @Override
  public void close() {
    store.close();
  }
}

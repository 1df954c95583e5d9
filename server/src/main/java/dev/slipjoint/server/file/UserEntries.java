package dev.slipjoint.server.file;

import dev.slipjoint.platform.catalog.Declaration.DeclaredToken;
import dev.slipjoint.platform.nouns.Secret;
import dev.slipjoint.platform.nouns.User;
import dev.slipjoint.protocol.UserId;
import dev.slipjoint.server.yaml.Mistakes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The users of a platform file, with their tokens. */
final class UserEntries {
  private final Mistakes mistakes;
  private final Names users;
  private final Names tokenTexts;
  private final List<User> declared = new ArrayList<>();
  private final List<DeclaredToken> tokens = new ArrayList<>();

  UserEntries(Names users, Mistakes mistakes) {
    this.mistakes = mistakes;
    this.users = users;
    this.tokenTexts = new Names("token of this very text", mistakes);
  }

  List<User> declared() {
    return declared;
  }

  List<DeclaredToken> tokens() {
    return tokens;
  }

  void read(Entry entry) {
    Names names = new Names("token of this name", mistakes);
    Optional<UserId> id = entry.required("id", UserId::new);
    Optional<String> name = entry.required("name", Spelling::name);
    Optional<String> email = entry.optional("email", Spelling::email);
    boolean admin = entry.flag("admin");
    entry.entries("tokens", "a token", names).forEach(token -> token(id, names, token));
    entry.done();
    users.declare(id.map(UserId::value), entry.line("id"));
    id.ifPresent(it -> declared.add(new User(it, name.orElse(""), email.orElse(""), admin)));
  }

  private void token(Optional<UserId> user, Names names, Entry entry) {
    Optional<String> name = entry.required("name", Spelling::name);
    Optional<Secret> text = entry.optional("token", Spelling::token);
    Optional<Instant> expires = entry.optional("expires", Spelling::instant);
    entry.done();
    name.ifPresent(it -> names.declareHidden(it, entry.line("name")));
    text.ifPresent(it -> tokenTexts.declareHidden(it.reveal(), entry.line("token")));
    user.ifPresent(it -> tokens.add(new DeclaredToken(it, name.orElse(""), text, expires)));
  }
}

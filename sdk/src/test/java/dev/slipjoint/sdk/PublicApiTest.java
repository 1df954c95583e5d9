package dev.slipjoint.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What authors may rely on is written down in a file, so that no change of it goes unseen. */
class PublicApiTest {
  private static final Path FILE = Path.of("src/test/resources/public-api.txt");
  private static final Set<String> OF_EVERY_OBJECT = Set.of("equals", "hashCode", "toString");
  private static final String ACCEPT = "slipjoint.accept-api";

  @Test
  void thePublicSurfaceIsTheOneThatIsWrittenDown() throws Exception {
    String surface = surface();
    if (Boolean.getBoolean(ACCEPT)) {
      Files.writeString(FILE, surface);
    }

    assertThat(surface)
        .as(
            "The SDK's public surface differs from %s. If that is meant, run%n"
                + "  mvn -pl protocol,sdk test -Dtest=PublicApiTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -D%s=true%n"
                + "and commit the file.",
            FILE, ACCEPT)
        .isEqualTo(Files.readString(FILE));
  }

  private static String surface() throws IOException, URISyntaxException {
    Path classes =
        Path.of(
            NetlifyIntegration.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(classes)) {
      return files
          .map(file -> classes.relativize(file).toString())
          .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
          .map(file -> file.replace(".class", "").replace('/', '.').replace('\\', '.'))
          .sorted()
          .map(PublicApiTest::loaded)
          .filter(PublicApiTest::isPublic)
          .map(PublicApiTest::described)
          .collect(Collectors.joining("\n"));
    }
  }

  private static Class<?> loaded(String name) {
    try {
      return Class.forName(name, false, PublicApiTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isPublic(Class<?> type) {
    return Modifier.isPublic(type.getModifiers())
        && (type.getDeclaringClass() == null || isPublic(type.getDeclaringClass()));
  }

  private static String described(Class<?> type) {
    List<String> members = new ArrayList<>();
    for (Member member : declared(type)) {
      if (isApi(member)) {
        members.add(
            text(member).replace(type.getName() + "." + member.getName(), member.getName()));
      }
    }
    return members.stream()
        .sorted()
        .map(member -> "  " + member + "\n")
        .collect(Collectors.joining("", heading(type) + "\n", ""))
        .replaceAll("(dev\\.slipjoint\\.sdk|java\\.lang|java\\.util)\\.(?=[A-Z])", "");
  }

  /** Put together here, for JDKs differ in what they call a sealed type. */
  private static String heading(Class<?> type) {
    String kind = type.isRecord() ? "record" : type.isInterface() ? "interface" : "class";
    String modifiers = Modifier.toString(type.getModifiers() & Modifier.classModifiers());
    String parents =
        Stream.concat(Stream.ofNullable(type.getSuperclass()), Stream.of(type.getInterfaces()))
            .filter(parent -> parent != Object.class)
            .map(Class::getName)
            .collect(Collectors.joining(", "));
    return (type.isSealed() ? "sealed " : "")
        + modifiers
        + " "
        + kind
        + " "
        + type.getName()
        + (parents.isEmpty() ? "" : " : " + parents);
  }

  private static List<Member> declared(Class<?> type) {
    List<Member> members = new ArrayList<>(List.of(type.getDeclaredFields()));
    members.addAll(List.of(type.getDeclaredConstructors()));
    members.addAll(List.of(type.getDeclaredMethods()));
    return members;
  }

  private static String text(Member member) {
    return member instanceof Executable code
        ? code.toGenericString()
        : ((Field) member).toGenericString();
  }

  private static boolean isApi(Member member) {
    boolean visible =
        Modifier.isPublic(member.getModifiers()) || Modifier.isProtected(member.getModifiers());
    return visible && !member.isSynthetic() && !OF_EVERY_OBJECT.contains(member.getName());
  }
}

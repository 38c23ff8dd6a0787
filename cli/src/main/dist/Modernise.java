import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Rewrites the classes of a jar that are older than Java 6 as Java 17's, with the stack maps that this asks for.
 *
 * <p>The JDK's ahead-of-time cache leaves out older ones, and every class of ours that uses them: picocli's are Java 5's.
 * Usage: java Modernise.java JAR
 */
void main(String[] args) throws IOException {
  Path jar = Path.of(args[0]);
  var resolver =
      ClassHierarchyResolver.ofResourceParsing(new URLClassLoader(new URL[] {jar.toUri().toURL()}))
          .orElse(ClassHierarchyResolver.defaultResolver());
  var classFile = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(resolver));
  try (var files = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
    List<Path> classes;
    try (var walk = Files.walk(files.getPath("/"))) {
      classes = walk.filter(path -> path.toString().endsWith(".class")).toList();
    }
    for (Path path : classes) {
      ClassModel old = classFile.parse(Files.readAllBytes(path));
      if (old.majorVersion() < ClassFile.JAVA_6_VERSION) {
        Files.write(
            path,
            classFile.transformClass(
                old,
                ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
                    .andThen(ClassTransform.endHandler(builder -> builder.withVersion(ClassFile.JAVA_17_VERSION, 0)))));
      }
    }
  }
}

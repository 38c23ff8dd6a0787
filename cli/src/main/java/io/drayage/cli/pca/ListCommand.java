package io.drayage.cli.pca;

import picocli.CommandLine.Command;

/** Lists what was issued. */
@Command(name = "list", aliases = "ls", description = "List the certificates that were issued.")
final class ListCommand extends AuthorityCommand {
  @Override
  protected void run() {
    print(authority().list(), all -> IssuedPrinter.all(out(), all, clock().instant()));
  }
}

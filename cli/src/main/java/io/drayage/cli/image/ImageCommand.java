package io.drayage.cli.image;

import picocli.CommandLine.Command;

/** Commands about images. */
@Command(
    name = "image",
    description = "Import and list images.",
    subcommands = {ImportCommand.class, ListCommand.class})
public final class ImageCommand {}

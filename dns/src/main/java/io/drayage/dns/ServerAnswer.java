package io.drayage.dns;

import java.util.Optional;

/**
 * What one authoritative server says of a name.
 *
 * @param server its address and port
 * @param records what it serves; empty when it did not answer
 * @param problem why it did not answer; empty when it did
 */
public record ServerAnswer(String server, Optional<NameRecords> records, String problem) {}

package io.drayage.lab.demo;

/** A policy that the lab's controller obeys, and what shows from outside that it does. */
public interface DemoLaw {

  /** The Regulation of a container that may be in the European Union only, PEM. */
  String europeanUnionOnly(String container, String image);

  /** Takes back the statement of where a host stands. */
  void revoke(String host);

  /** Begins to count the packets between two hosts, in both directions. */
  Packets count(String host, String other) throws InterruptedException;

  /** What a host has of a container, one thing a line; empty when there is nothing. */
  String traces(String container, String host);

  /** Packets between two hosts. */
  interface Packets {

    /** How many there were since the count began. */
    long count() throws InterruptedException;
  }
}

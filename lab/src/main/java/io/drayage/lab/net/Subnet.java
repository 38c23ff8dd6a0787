package io.drayage.lab.net;

/**
 * The addresses of one lab, 10.N.0.0/16 with N = 96 + index. The machine itself has 10.N.0.2;
 * machine number h of the lab has 10.N.h.2 behind the router's 10.N.h.1; containers have
 * 10.N.128.0/17.
 *
 * @param index the lab's number on this machine, 0 to {@value #LAST_INDEX}
 */
public record Subnet(int index) {
  public static final int LAST_INDEX = 159;
  private static final int FIRST_OCTET = 96;
  private static final int MOST_MACHINES = 127;

  public Subnet {
    if (index < 0 || index > LAST_INDEX) {
      throw new IllegalArgumentException("no subnet of index " + index);
    }
  }

  /** The whole range. */
  public String cidr() {
    return prefix() + "0.0/16";
  }

  /** What containers get their addresses from. */
  public String containers() {
    return prefix() + "128.0/17";
  }

  /** The machine's own address in the lab. */
  public String machineAddress() {
    return prefix() + "0.2";
  }

  /** The router's address on the link to the machine. */
  public String machineGateway() {
    return prefix() + "0.1";
  }

  /** The address of machine number 1 to 127 of the lab. */
  public String address(int number) {
    return prefix() + checked(number) + ".2";
  }

  /** The router's address on the link to that machine. */
  public String gateway(int number) {
    return prefix() + checked(number) + ".1";
  }

  /** Name of the machine's end of its link to the router. */
  public String machineLink() {
    return "dray" + index;
  }

  private String prefix() {
    return "10." + (FIRST_OCTET + index) + ".";
  }

  private static int checked(int number) {
    if (number < 1 || number > MOST_MACHINES) {
      throw new IllegalArgumentException("no machine number " + number);
    }
    return number;
  }
}

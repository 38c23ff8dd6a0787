package io.drayage.balance.schedule;

/** The way from one host to another, as moves share it. */
public record Link(String from, String to) {}

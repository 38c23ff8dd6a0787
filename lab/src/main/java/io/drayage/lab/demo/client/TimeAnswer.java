package io.drayage.lab.demo.client;

/**
 * One answer of the time service.
 *
 * @param counter the seconds that it has counted in memory
 * @param instance the random id that its process chose when it started
 * @param saved how many lines the object store had acknowledged
 * @param clientPort the port from which the service saw the question come: unchanged while the
 *     connection lives
 */
public record TimeAnswer(long counter, String instance, long saved, int clientPort) {}

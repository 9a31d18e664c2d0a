package dev.vigil.decode;

import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * One frame of a capture.
 *
 * @param number from 1, as Wireshark counts
 * @param linkType the capture's link-layer header type
 * @param bytes what was captured, read-only, big-endian
 */
record Frame(int number, Instant time, int linkType, ByteBuffer bytes) {}

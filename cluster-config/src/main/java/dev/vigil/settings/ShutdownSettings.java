package dev.vigil.settings;

import java.time.Duration;

/**
 * How a node takes its leave.
 *
 * @param keepState no Delete is sent, the SAs wait for a node that resumes them
 * @param deleteRate SAs whose Delete goes out in a second
 * @param deadline after which the rest of the Deletes stays unsaid
 */
public record ShutdownSettings(boolean keepState, int deleteRate, Duration deadline) {}

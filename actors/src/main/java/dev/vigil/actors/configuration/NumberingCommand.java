package dev.vigil.actors.configuration;

import org.apache.pekko.cluster.ddata.LWWRegister;
import org.apache.pekko.cluster.ddata.typed.javadsl.Replicator;

/** What the actor is told that gives the numbers out. */
sealed interface NumberingCommand permits Ballot, NumberingCommand.Read, NumberingCommand.Wrote {
  /** What a majority of the nodes knows. */
  record Read(Replicator.GetResponse<LWWRegister<byte[]>> answer) implements NumberingCommand {}

  /** What became of a version that was written to a majority of the nodes. */
  record Wrote(Replicator.UpdateResponse<LWWRegister<byte[]>> answer) implements NumberingCommand {}
}

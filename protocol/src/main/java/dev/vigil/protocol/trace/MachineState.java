package dev.vigil.protocol.trace;

/** States of the router's machines, as {@code Old State = … New State = …} names them. */
public enum MachineState {
  IKE_READY,
  IKE_I_MM1,
  IKE_I_MM2,
  IKE_I_MM3,
  IKE_I_MM4,
  IKE_I_MM5,
  IKE_I_MM6,
  IKE_R_MM1,
  IKE_R_MM2,
  IKE_R_MM3,
  IKE_R_MM4,
  IKE_R_MM5,
  IKE_P1_COMPLETE,
  IKE_DEST_SA,
  IKE_QM_READY,
  IKE_QM_I_QM1,
  IKE_QM_SPI_STARVE,
  IKE_QM_INSTALL_AWAIT("IKE_QM_IPSEC_INSTALL_AWAIT"),
  IKE_QM_R_QM2,
  IKE_QM_PHASE2_COMPLETE;

  private final String text;

  MachineState() {
    this.text = name();
  }

  MachineState(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}

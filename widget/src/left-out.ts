/**
 * Stands in for the parts of Socket.IO that our server does not speak, and that nobody has to download then: WebTransport
 * and binary data. A packet with binary data is of an unknown type now, and closes the connection like any other that
 * can't be read.
 */

export const WT = undefined;
export const deconstructPacket = undefined;
export const reconstructPacket = undefined;
export const hasBinary = (): boolean => false;
export const isBinary = hasBinary;
export const decode = (): ArrayBuffer => new ArrayBuffer(0);

/** The number of the shapes kept on the device and sent to the server. Page and worker are built with the same one. */
export const SCHEMA = 1;
export const DATABASE = "eventapp-desk";

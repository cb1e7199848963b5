// Beside the schemas themselves, so that what puts events on the bus need not load them.

/** Grows when a field changes its meaning or goes; a field that is added leaves it. */
export const BUS_SCHEMA_VERSION = 1;
export const BUS_EVENT_SOURCE = 'sakimawari';

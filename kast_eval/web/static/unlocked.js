// Lifts the cover of the other tabs.

new BroadcastChannel("kast lock").postMessage("unlocked");

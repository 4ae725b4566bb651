// Tells the other tabs that nobody is signed in here.

new BroadcastChannel("kast signed out").postMessage("signed out");

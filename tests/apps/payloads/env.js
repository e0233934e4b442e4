window.__ENV = {"NODE_ENV":"production","API_SECRET":"{{runtime config:random}}"};

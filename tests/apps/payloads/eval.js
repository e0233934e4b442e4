eval("__webpack_require__.r(exports);\nconst client = { apiKey: \"{{eval module}}\", clientSecret: \"{{eval secret:random}}\" };\n\n//# sourceURL=webpack://shop/./src/x.js?");

// Shows this server's own specification; nothing is loaded from elsewhere.
SwaggerUIBundle({
  url: "/openapi.yaml",
  dom_id: "#reference",
  validatorUrl: null,
  persistAuthorization: false,
});

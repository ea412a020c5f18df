"use strict";
const place = document.getElementById("swagger");
window.SwaggerUIBundle({ url: place.dataset.description, domNode: place, deepLinking: true, validatorUrl: null });

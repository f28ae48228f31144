// Passkeys: the device signs a challenge of ours. Without this file there is still the password with its code.
"use strict";
(function () {
  function bytes(text) {
    var plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    var result = new Uint8Array(plain.length);
    for (var i = 0; i < plain.length; i++) result[i] = plain.charCodeAt(i);
    return result.buffer;
  }

  function text(buffer) {
    var plain = "";
    new Uint8Array(buffer).forEach(function (b) { plain += String.fromCharCode(b); });
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  function listed(credentials) {
    return (credentials || []).map(function (c) {
      return Object.assign({}, c, { id: bytes(c.id) });
    });
  }

  function post(address, body, token) {
    var headers = { "Content-Type": "application/json" };
    if (token) headers["X-Fengsui-Token"] = token;
    return fetch(address, { method: "POST", credentials: "same-origin", headers: headers, body: JSON.stringify(body) }).then(function (answer) {
      return answer.json().then(function (said) {
        if (!answer.ok) throw new Error(said.wrong ? said.wrong + " " + said.remedy : said.title);
        return said;
      });
    });
  }

  // The shape that the server reads: what PublicKeyCredential.toJSON gives in newer browsers.
  function written(credential) {
    var response = credential.response;
    var said = { clientDataJSON: text(response.clientDataJSON) };
    if (response.attestationObject) {
      said.attestationObject = text(response.attestationObject);
      said.transports = response.getTransports ? response.getTransports() : [];
    } else {
      said.authenticatorData = text(response.authenticatorData);
      said.signature = text(response.signature);
      if (response.userHandle) said.userHandle = text(response.userHandle);
    }
    return {
      id: credential.id, rawId: text(credential.rawId), type: credential.type, response: said,
      authenticatorAttachment: credential.authenticatorAttachment || undefined, clientExtensionResults: credential.getClientExtensionResults()
    };
  }

  function register(part) {
    var token = part.dataset.token;
    return post("/api/v1/passkeys/options", {}, token).then(function (begun) {
      var options = begun.options;
      options.challenge = bytes(options.challenge);
      options.user.id = bytes(options.user.id);
      options.excludeCredentials = listed(options.excludeCredentials);
      return navigator.credentials.create({ publicKey: options }).then(function (made) {
        return post("/api/v1/passkeys", { ticket: begun.ticket, credential: written(made), name: part.querySelector("input").value }, token);
      });
    });
  }

  function signIn() {
    return post("/api/v1/sign-in/passkey/options", {}).then(function (begun) {
      var options = begun.options;
      options.challenge = bytes(options.challenge);
      options.allowCredentials = listed(options.allowCredentials);
      return navigator.credentials.get({ publicKey: options }).then(function (shown) {
        return post("/api/v1/sign-in/passkey", { ticket: begun.ticket, credential: written(shown) });
      });
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    // Browsers offer them on https and on localhost by name only.
    if (!window.PublicKeyCredential) return;
    document.querySelectorAll("[data-passkey]").forEach(function (part) {
      part.hidden = false;
      part.querySelector("button").addEventListener("click", function () {
        var wrong = part.querySelector("[role=alert]");
        wrong.hidden = true;
        (part.dataset.passkey === "register" ? register(part) : signIn()).then(function () {
          location.assign(part.dataset.next);
          if (part.dataset.next.indexOf("/me") === 0) location.reload();
        }, function (failed) {
          wrong.textContent = failed.name === "Error" && failed.message ? failed.message : part.dataset.failed;
          wrong.hidden = false;
        });
      });
    });
  });
})();

package transport

import "tagboat/hub/errs"

// Causes that have a sentence of their own.
var (
	errTyped = errs.NewCause("an access token stands where a name belongs",
		"it holds what looks like an access token, which was not sent",
		"A token belongs into the login form or --password-stdin. Whoever may have seen it here can use it: make a new one.")
	errNowhere = errs.NewCause("the answer is a redirect without an address that can be read",
		"the answer leads on and does not say where", errs.CheckAddress)
	errSentOn = errs.NewCause("the answer sends a secret on to another address",
		"the answer leads to another address, and nothing secret is sent after it", errs.CheckAddress)
	errRefused = errs.NewCause("connection refused",
		"nothing answers at that address", "Check the address of the Hub, and whether a proxy is needed: HTTPS_PROXY.")
	errNoRoute = errs.NewCause("no route to the host",
		"the host cannot be reached from here", "Check the network, and whether a proxy is needed: HTTPS_PROXY.")
	errLookup = errs.NewCause("the name could not be looked up",
		"the name of the host could not be looked up", "Check the network and the DNS settings: no name server answered as it should.")
	errBroken = errs.NewCause("the answer's compression is broken",
		"the answer is compressed, and the compression is broken", errs.CheckProxy)
	errNotHTTP = errs.NewCause("what answers does not speak HTTP",
		"what answers at that address does not speak HTTP", "Check the address of the Hub, its port, and http against https.")
	errHeader = errs.NewCause(
		"the header of the answer is larger than any of the Hub's", "", errs.CheckProxy,
	)
	errChunks  = errs.NewCause("the parts of the answer do not fit together", "", errs.CheckProxy)
	errEmpty   = errs.NewCause("the answer is empty", "", errs.CheckProxy)
	errNotJSON = errs.NewCause(
		"the answer is no JSON", "the answer is no JSON, which all answers of the Hub are",
		errs.CheckProxy,
	)
	errAuthority = errs.NewCause("certificate signed by unknown authority",
		"the certificate is signed by an authority that this computer does not know, so somebody may be listening in",
		"Behind a company proxy, set SSL_CERT_FILE to the file with the company's certificate. Elsewhere do not log in over this network.")
	errExpired = errs.NewCause("certificate expired or not valid yet",
		"the certificate has expired or is not valid yet",
		"Check this computer's clock. If it is right, the Hub or a proxy before it needs a new certificate.")
	errWrongHost = errs.NewCause(
		"certificate of another host", "the certificate belongs to another host", errs.CheckAddress,
	)
	errBadCert = errs.NewCause("certificate not valid", "the certificate is not valid",
		"Check this computer's clock. A proxy may be answering with a certificate of its own making.")
	errPlain = errs.NewCause("plain HTTP where TLS belongs",
		"what answers at that address speaks plain HTTP, and a secure connection was asked for",
		"Check the address of the Hub and its port. A proxy or a sign-in page of the network may be answering in its place.")
	errHandshake = errs.NewCause("TLS handshake refused",
		"the two sides could not agree on a secure connection",
		"A proxy or a firewall may stand in between, or the server may be too old: TLS 1.2 is needed.")
	errRoots = errs.NewCause("list of certificate authorities unreadable",
		"this computer's list of certificate authorities cannot be read",
		"Install the system's CA certificates (ca-certificates), or set SSL_CERT_FILE.")
	errProxyAuth = errs.NewCause("the proxy wants a user name and a password", "",
		"Write a name and a password that it takes into HTTPS_PROXY: http://NAME:PASSWORD@HOST:PORT, special characters as %XX.")
)

// With "authority" it makes a certificate authority in the current folder. Without, it starts a server whose certificate
// that authority signed, and calls it as any client would: by the certificates that the system has.
package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"time"
)

func pemFile(name, kind string, der []byte) {
	if err := os.WriteFile(name, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o644); err != nil {
		log.Fatal(err)
	}
}

func template(name string, serial int64) *x509.Certificate {
	return &x509.Certificate{
		SerialNumber: big.NewInt(serial),
		Subject:      pkix.Name{CommonName: name},
		NotBefore:    time.Now().Add(-time.Hour),
		NotAfter:     time.Now().AddDate(10, 0, 0),
	}
}

func makeAuthority() {
	key, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	authority := template("Authority of the course", 1)
	authority.IsCA, authority.BasicConstraintsValid, authority.KeyUsage = true, true, x509.KeyUsageCertSign
	der, err := x509.CreateCertificate(rand.Reader, authority, authority, &key.PublicKey, key)
	if err != nil {
		log.Fatal(err)
	}
	pemFile("authority.crt", "CERTIFICATE", der)
	keyDer, _ := x509.MarshalECPrivateKey(key)
	pemFile("authority.key", "EC PRIVATE KEY", keyDer)
}

func serverCertificate() tls.Certificate {
	pair, err := tls.LoadX509KeyPair("/authority/authority.crt", "/authority/authority.key")
	if err != nil {
		log.Fatal(err)
	}
	authority, _ := x509.ParseCertificate(pair.Certificate[0])
	key, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	own := template("server", 2)
	own.IPAddresses = []net.IP{net.IPv4(127, 0, 0, 1)}
	der, err := x509.CreateCertificate(rand.Reader, own, authority, &key.PublicKey, pair.PrivateKey)
	if err != nil {
		log.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

func main() {
	log.SetFlags(0)
	if len(os.Args) > 1 && os.Args[1] == "authority" {
		makeAuthority()
		return
	}
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {}))
	server.Config.ErrorLog = log.New(nullWriter{}, "", 0)
	server.TLS = &tls.Config{Certificates: []tls.Certificate{serverCertificate()}}
	server.StartTLS()
	defer server.Close()
	answer, err := http.Get(server.URL)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("answered:", answer.Status)
}

type nullWriter struct{}

func (nullWriter) Write(bytes []byte) (int, error) { return len(bytes), nil }

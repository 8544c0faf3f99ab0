import groovy.json.JsonSlurper

// The committed manifests are what the build generates.
['jkube/kubernetes.yml', 'fabric8/websites.sites.example.com-v1.yml'].each { generated ->
    File fresh = new File(basedir, "target/classes/META-INF/$generated")
    assert new File(basedir, "manifests/$fresh.name").text == fresh.text
}

def audit = new JsonSlurper().parse(new File(basedir, 'target/token-audit/token-audit.json'))
assert audit.gate.failed
assert audit.operators*.workload*.name == ['website-operator']
assert audit.operators[0].capability == 'tenant'
assert audit.operators[0].tokens*.container == ['operator', 'log-shipper']
assert audit.findings*.rule.containsAll(['TA101', 'TA104', 'TA106', 'TA502', 'TA503'])
// The SDK calls the client for the operator; its own classes do not.
assert audit.usage == [calls: 0, resolved: 0, unresolved: []]

import groovy.json.JsonSlurper

// The committed manifests are what the build generates.
['jkube/kubernetes.yml', 'fabric8/featureflags.flags.example.com-v1.yml'].each { generated ->
    File fresh = new File(basedir, "target/classes/META-INF/$generated")
    assert new File(basedir, "manifests/$fresh.name").text == fresh.text
}

def audit = new JsonSlurper().parse(new File(basedir, 'target/token-audit/token-audit.json'))
assert audit.findings == []
assert audit.summary.grade == 'A'
assert audit.operators*.workload*.name == ['feature-flags-operator']
assert audit.operators[0].grants*.usage.every { it == 'proven' }
assert audit.operators[0].capability == 'own'
assert audit.operators[0].tokens.collect { [it.container, it.kind, it.validSeconds] } == [['operator', 'projected', 600]]

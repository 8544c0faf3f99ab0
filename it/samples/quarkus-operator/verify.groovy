import groovy.json.JsonSlurper

// The committed manifests are what the build generates.
['kubernetes.yml', 'backupschedules.backups.example.com-v1.yml'].each { generated ->
    File fresh = new File(basedir, "target/kubernetes/$generated")
    assert new File(basedir, "manifests/$fresh.name").text == fresh.text
}

def audit = new JsonSlurper().parse(new File(basedir, 'target/token-audit/token-audit.json'))
assert audit.gate.failed
assert audit.operators*.workload*.name == ['backup-operator']
assert audit.findings*.rule.contains('TA101')

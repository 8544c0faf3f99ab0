import groovy.json.JsonSlurper

def audit = { new JsonSlurper().parse(new File(basedir, "$it/target/token-audit/token-audit.json")) }
// Every module has a report of its own, of its own manifests.
['one', 'two', 'three', 'four'].each { module ->
    assert audit(module).operators*.workload*.name == [module]
}
assert ['one', 'three'].every { audit(it).findings.count { it.rule == 'TA401' } == 1 }
assert audit('two').findings == [] && audit('four').findings == []
assert !new File(basedir, 'target/token-audit').exists()
assert !new File(basedir, 'build.log').text.contains('not marked as thread-safe')

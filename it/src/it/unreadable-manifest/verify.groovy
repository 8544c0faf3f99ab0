import groovy.json.JsonSlurper

String log = new File(basedir, 'build.log').text
assert log.contains('[ERROR] deploy/account.yaml:6:1 HIGH TA901 unreadable')
assert log.contains('NOT audited, since unreadable: 1 document.')
assert !log.contains('\tat ') && !log.contains('Exception:')

// The other file was audited.
def audit = new JsonSlurper().parse(new File(basedir, 'target/token-audit/token-audit.json'))
assert audit.summary.unreadable == 1
assert audit.operators*.workload*.name == ['web']

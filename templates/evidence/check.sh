#!/bin/sh
# Controleert dit bewijspakket met openbare programma's: sh, openssl (3.0 of nieuwer), awk, grep, sed, find en coreutils.
# Er is geen netwerk nodig, en niets van het portaal.
#
#   sh check.sh                   de wortelcertificaten komen uit dit pakket
#   sh check.sh VINGERAFDRUK...   alleen wortelcertificaten met deze SHA-256-vingerafdruk gelden
#
# Antwoord: 0 als alles klopt, 1 als iets niet klopt, 2 als de controle hier niet kan draaien.
set -u
LC_ALL=C
export LC_ALL
umask 077
cd "$(dirname "$0")" || exit 2

for programma in openssl sha256sum awk grep sed find sort cmp cut head tail od tr wc date mktemp base64 touch; do
  command -v "$programma" > /dev/null || { echo "Het programma $programma ontbreekt op deze computer."; exit 2; }
done
openssl cms -help 2>&1 | grep -q -- '-cades' || { echo "Nodig is openssl 3.0 of nieuwer."; exit 2; }
tijdelijk=$(mktemp -d) || exit 2
trap 'rm -rf "$tijdelijk"' EXIT
trap 'exit 2' HUP INT TERM

aantal=0
mis=0
goed() { aantal=$((aantal + 1)); echo "goed   $1"; }
fout() { mis=$((mis + 1)); echo "FOUT   $1"; }
let_op() { echo "let op $1"; }
kop() { echo; echo "$1"; }
# oordeel TEKST OPDRACHT...: goed als de opdracht slaagt
oordeel() {
  tekst=$1
  shift
  if "$@" > /dev/null 2>&1; then goed "$tekst"; return 0; fi
  fout "$tekst"
  return 1
}

# sha BESTAND, of van wat binnenkomt
sha() { sha256sum ${1+"$1"} | { read -r hash rest; echo "$hash"; }; }
hex() { od -An -v -tx1 | tr -d ' \n'; }
seconden() { [ -n "$1" ] && date -u -d "$1" +%s 2> /dev/null; }
leesbaar() { date -u -d "@$1" '+%Y-%m-%d %H:%M:%S UTC'; }
# stuk BESTAND BEGIN LENGTE: zoveel bytes vanaf dat begin (0 is de eerste byte)
stuk() { tail -c +$(($2 + 1)) "$1" | head -c "$3"; }
vingerafdruk() { openssl x509 -in "$1" -outform DER 2> /dev/null | sha; }
gegeven() { sed -n "s/^$1: //p" pakket.txt; }
is_getal() { case $1 in '' | *[!0-9]*) return 1 ;; esac; [ "${#1}" -le 9 ]; }
is_seconden() { case $1 in '' | *[!0-9]*) return 1 ;; esac; [ "${#1}" -le 11 ]; }
is_hash() { [ "${#1}" -eq 64 ] && case $1 in *[!0-9a-f]*) return 1 ;; esac; }
gelijk() { [ -n "$1" ] && [ "$1" = "$2" ]; }
# bytes HEX: die bytes
bytes() {
  over=$1 achttallig=
  while [ -n "$over" ]; do
    na=${over#??}
    waarde=$((0x${over%"$na"}))
    achttallig="$achttallig\\$((waarde / 64))$((waarde / 8 % 8))$((waarde % 8))"
    over=$na
  done
  printf "$achttallig"
}
sha_van() { bytes "$1" | sha; }

kop "1. De bestanden"
lijst_klopt() { sha256sum --check --strict --quiet SHA256SUMS; }
alles_op_de_lijst() {
  find . -type f ! -name SHA256SUMS | sed 's|^\./||' | sort > "$tijdelijk/er"
  sed 's/^[0-9a-f]*  //' SHA256SUMS | sort > "$tijdelijk/op"
  [ -z "$(find . ! -type f ! -type d)" ] && cmp "$tijdelijk/er" "$tijdelijk/op"
}
oordeel "elk bestand heeft de SHA-256 die in SHA256SUMS staat" lijst_klopt
oordeel "er staat niets bij en er ontbreekt niets" alles_op_de_lijst

kenmerk=$(gegeven kenmerk)
plaatsen=$(gegeven plaatsen)
handtekeningen=$(gegeven handtekeningen)
archief=$(gegeven archief-tijdstempels)
echo "$kenmerk" | grep -q -x 'OVK-[0-9]\{4\}-[0-9]\{6,9\}' && is_getal "$plaatsen" && is_getal "$handtekeningen" &&
  is_getal "$archief" && [ "$handtekeningen" -ge 1 ] || {
  echo "FOUT   pakket.txt is niet te lezen; er is verder niets gecontroleerd."
  exit 1
}
pdf=$kenmerk.pdf
pdf_klopt() { sha256sum --check --strict --quiet "$pdf.sha256" && gelijk "$(cut -c 67- "$pdf.sha256")" "$pdf"; }
oordeel "de pdf heeft de SHA-256 van $pdf.sha256" pdf_klopt
lengte=$(wc -c < "$pdf" | tr -d ' ')
is_getal "$lengte" || lengte=0

kop "2. De wortelcertificaten"
for wortel in certificaten/wortel-*.pem; do
  afdruk=$(vingerafdruk "$wortel")
  echo "       $wortel"
  echo "       SHA-256-vingerafdruk $afdruk"
  if [ $# -gt 0 ]; then
    bekend() { for een in "$@"; do gelijk "$(echo "$een" | tr 'A-F' 'a-f' | tr -d ': ')" "$afdruk" && return 0; done; return 1; }
    oordeel "deze vingerafdruk hebt u opgegeven" bekend "$@"
  fi
done
[ $# -gt 0 ] || let_op "Vergelijk deze vingerafdruk met die uit een andere bron; zie README.txt, 'Wat u zelf nog vergelijkt'."
cat certificaten/wortel-ondertekenaars-*.pem > "$tijdelijk/wortels.pem" 2> /dev/null
cat certificaten/wortel-tijdstempels-*.pem > "$tijdelijk/tijdwortels.pem" 2> /dev/null
cat certificaten/*.pem > "$tijdelijk/alle.pem" 2> /dev/null
for lijst in intrekkingslijsten/*.pem; do
  gemaakt=$(openssl crl -in "$lijst" -noout -lastupdate 2> /dev/null)
  echo "$lijst $(seconden "${gemaakt#lastUpdate=}")"
done > "$tijdelijk/gemaakt"
# gemaakt LIJST: zet $gevonden op het moment (in seconden) waarop deze intrekkingslijst is gemaakt
gemaakt() {
  while read -r naam gevonden; do [ "$naam" = "$1" ] && return 0; done < "$tijdelijk/gemaakt"
  gevonden=
}
zelfde_certificaat() { [ -s "$1" ] && [ -s "$2" ] && { cmp -s "$1" "$2" || gelijk "$(vingerafdruk "$1")" "$(vingerafdruk "$2")"; }; }

# volgens_lijst CERTIFICAAT UITGEVER LIJST TIJD: uitgegeven door die uitgever, en volgens zijn lijst (CRL) niet ingetrokken.
# De lijst kan kort na de handtekening zijn gemaakt: dan geldt het moment waarop zij is gemaakt.
volgens_lijst() {
  toen=$4
  gemaakt "$3"
  is_seconden "$gevonden" && [ "$gevonden" -gt "$toen" ] && toen=$gevonden
  openssl verify -partial_chain -trusted "$2" -crl_check -CRLfile "$3" -check_ss_sig -attime "$toen" "$1" > /dev/null 2>&1
}
# volgens_ocsp CERTIFICAAT UITGEVER ANTWOORD LIJST TIJD: het zelfde, volgens een antwoord van de uitgever (OCSP, RFC 6960)
volgens_ocsp() {
  openssl verify -partial_chain -trusted "$2" -check_ss_sig -attime "$5" "$1" > /dev/null 2>&1 || return 1
  openssl ocsp -respin "$3" -issuer "$2" -cert "$1" -no_nonce -noverify \
    -validity_period 3000000000 > "$tijdelijk/ocsp" 2> /dev/null || return 1
  [ "$(sed -n 1p "$tijdelijk/ocsp")" = "$1: good" ] || return 1
  gegeven_op=$(seconden "$(sed -n 's/^[[:space:]]*This Update: //p' "$tijdelijk/ocsp")")
  geldig_tot=$(seconden "$(sed -n 's/^[[:space:]]*Next Update: //p' "$tijdelijk/ocsp")")
  is_seconden "$gegeven_op" && is_seconden "$geldig_tot" && [ "$geldig_tot" -ge "$5" ] || return 1
  cat "$2" ${4:+"$4"} > "$tijdelijk/ocsp-uitgever.pem"
  openssl ocsp -respin "$3" -issuer "$2" -cert "$1" -no_nonce -CAfile "$tijdelijk/ocsp-uitgever.pem" \
    -no-CApath -no-CAstore -partial_chain -validity_period 3000000000 ${4:+-crl_check} -attime "$gegeven_op" > "$tijdelijk/ocsp" 2>&1 &&
    grep -q '^Response verify OK' "$tijdelijk/ocsp"
}

# keten WAT KETENBESTAND CERTIFICAAT TIJD SOORT-WORTEL: van het certificaat tot een wortel, elk geldig op dat moment, en
# volgens de uitgever niet ingetrokken.
keten() {
  wat=$1 bestand=$2 blad=$3 tijd=$4 soort=$5
  schakels=0 vorige=
  if [ ! -s "$bestand" ] || [ "$(grep -c -v -x -E 'certificaten/[a-z0-9-]+\.pem certificaten/[a-z0-9-]+\.pem( ocsp/[a-z0-9-]+\.der)?( intrekkingslijsten/[a-z0-9-]+\.pem)?' "$bestand")" -ne 0 ]; then
    fout "$wat: de keten in $bestand is niet te lezen"
    return 1
  fi
  while read -r certificaat uitgever woord lijst; do
    schakels=$((schakels + 1))
    if [ "$schakels" -eq 1 ]; then
      zelfde_certificaat "$certificaat" "$blad" || { fout "$wat: $certificaat is niet het certificaat waarmee is getekend"; return 1; }
    else
      gelijk "$certificaat" "$vorige" || { fout "$wat: de keten sluit niet aan bij $certificaat"; return 1; }
    fi
    vorige=$uitgever
    case $woord in
      ocsp/*) volgens_ocsp "$certificaat" "$uitgever" "$woord" "$lijst" "$tijd" ;;
      *) volgens_lijst "$certificaat" "$uitgever" "$woord" "$tijd" ;;
    esac || { fout "$wat: $certificaat is niet door $uitgever uitgegeven, of was ingetrokken"; return 1; }
  done < "$bestand"
  case $vorige in
    certificaten/wortel-"$soort"-*.pem) ;;
    *) fout "$wat: de keten eindigt niet bij een wortel"; return 1 ;;
  esac
  goed "$wat: certificaten geldig en niet ingetrokken op dat moment"
}

# stempel WAT TOKEN GESTEMPELD KETENBESTAND: zet in $moment wanneer er is gestempeld (in seconden)
stempel() {
  moment=
  rm -f "$tijdelijk/stempelaar.pem"
  tekst_tijd=$(openssl ts -reply -in "$2" -token_in -text 2> /dev/null | sed -n 's/^Time stamp: //p' | sed 's/\.[0-9]*//')
  moment=$(seconden "$tekst_tijd")
  is_seconden "$moment" || { moment=; fout "$1: het tijdstempel is niet te lezen"; return 1; }
  openssl ts -verify -token_in -in "$2" -data "$3" -CAfile "$tijdelijk/tijdwortels.pem" -untrusted "$tijdelijk/alle.pem" \
    -attime "$moment" > /dev/null 2>&1 || { moment=; fout "$1: het tijdstempel klopt niet"; return 1; }
  goed "$1: tijdstempel van $(leesbaar "$moment")"
  openssl cms -verify -inform DER -in "$2" -noverify -signer "$tijdelijk/stempelaar.pem" -out "$tijdelijk/tst" \
    > /dev/null 2>&1
  keten "$1, tijdstempel" "$4" "$tijdelijk/stempelaar.pem" "$moment" tijdstempels
}

# uit_cms CMS: knipt de waarde van de handtekening en het tijdstempel uit een CMS (RFC 5652, RFC 3161)
uit_cms() {
  rm -f "$tijdelijk/waarde" "$tijdelijk/token"
  openssl asn1parse -inform DER -in "$1" > "$tijdelijk/asn1" 2> /dev/null || return 1
  # De enige OCTET STRING op diepte 5 is de waarde van de handtekening.
  set -- "$1" $(awk '/:d=5 .*prim: OCTET STRING/ { n++; regel = $0 }
    END { if (n == 1) { split(regel, d, ":"); match(regel, /hl= *[0-9]+/); h = substr(regel, RSTART + 3, RLENGTH - 3)
      match(regel, / l= *[0-9]+/); l = substr(regel, RSTART + 3, RLENGTH - 3); print d[1] + h, l + 0 } }' "$tijdelijk/asn1")
  [ $# -eq 3 ] || return 1
  stuk "$1" "$2" "$3" > "$tijdelijk/waarde"
  # Na de naam van het attribuut volgen een SET en daarin het tijdstempel zelf.
  set -- "$1" $(awk '/:d=7 .*:id-smime-aa-timeStampToken/ { n++; wacht = 1; next }
    wacht && /:d=8 .*cons: SEQUENCE/ { split($0, d, ":"); match($0, /hl= *[0-9]+/); h = substr($0, RSTART + 3, RLENGTH - 3)
      match($0, / l= *[0-9]+/); l = substr($0, RSTART + 3, RLENGTH - 3); uit = (d[1] + 0) " " (h + l); wacht = 0 }
    END { if (n == 1) print uit }' "$tijdelijk/asn1")
  [ $# -eq 3 ] || return 1
  stuk "$1" "$2" "$3" > "$tijdelijk/token"
}

# handtekening WAT CMS TOKEN INHOUD KETEN KETEN-TIJDSTEMPEL: zet $moment en $tijdelijk/ondertekenaar.pem
handtekening() {
  rm -f "$tijdelijk/ondertekenaar.pem" "$tijdelijk/wie"
  touch "$tijdelijk/wie"
  moment=
  uit_cms "$2" || { fout "$1: de handtekening is niet te lezen"; return 1; }
  oordeel "$1: $3 is het tijdstempel uit de handtekening" cmp "$tijdelijk/token" "$3"
  stempel "$1" "$tijdelijk/token" "$tijdelijk/waarde" "$6" || return 1
  openssl cms -verify -cades -binary -inform DER -in "$2" -content "$4" -CAfile "$tijdelijk/wortels.pem" \
    -no-CApath -no-CAstore -purpose any -attime "$moment" -signer "$tijdelijk/ondertekenaar.pem" -out /dev/null > /dev/null 2>&1 ||
    { fout "$1: de handtekening past niet bij de ondertekende bytes"; return 1; }
  goed "$1: handtekening past bij de ondertekende bytes"
  openssl x509 -in "$tijdelijk/ondertekenaar.pem" -noout -serial -subject -nameopt utf8,sep_comma_plus_space \
    > "$tijdelijk/wie" 2> /dev/null
  echo "       $(sed -n 's/^subject=//p' "$tijdelijk/wie")"
  keten "$1" "$5" "$tijdelijk/ondertekenaar.pem" "$moment" ondertekenaars
}

kop "3. Het logboek"
controlepunt=logboek/controlepunt.txt
handtekening "controlepunt" logboek/controlepunt.p7s logboek/controlepunt.tst "$controlepunt" ketens/controlepunt.txt \
  ketens/controlepunt-tijdstempel.txt
oordeel "het controlepunt is getekend door het logboek, en niet door een tekenbevoegde" grep -q 'serialNumber=logboek, CN=Logboek$' "$tijdelijk/wie"
grootte=$(sed -n 2p "$controlepunt" 2> /dev/null)
wortel=$(sed -n 3p "$controlepunt" 2> /dev/null | base64 -d 2> /dev/null | hex)
is_getal "$grootte" && is_hash "$wortel" || { grootte=0; wortel=; fout "het controlepunt is niet te lezen"; }

# in_boom INDEX BLAD BEWIJSBESTAND: RFC 9162 paragraaf 2.1.3.2
in_boom() {
  fn=$1 sn=$((grootte - 1)) r=$2
  [ "$fn" -ge 0 ] && [ "$fn" -lt "$grootte" ] || return 1
  while read -r p; do
    is_hash "$p" && [ "$sn" -gt 0 ] || return 1
    if [ $((fn & 1)) -eq 1 ] || [ "$fn" -eq "$sn" ]; then
      r=$(sha_van "01$p$r")
      while [ $((fn & 1)) -eq 0 ] && [ "$fn" -ne 0 ]; do fn=$((fn >> 1)) sn=$((sn >> 1)); done
    else
      r=$(sha_van "01$r$p")
    fi
    fn=$((fn >> 1)) sn=$((sn >> 1))
  done < "$3"
  [ "$sn" -eq 0 ] && gelijk "$r" "$wortel"
}
regels=0
for regel in logboek/*.json; do
  nummer=$(sed -n 's/.*,"seq":\([0-9]*\),"subjectId":[^,]*}$/\1/p' "$regel" 2> /dev/null)
  is_getal "$nummer" || nummer=0
  blad=$({ bytes 00; cat "$regel"; } 2> /dev/null | sha)
  regels=$((regels + 1))
  regel_klopt() { [ "$regel" = "$(printf 'logboek/%09d.json' "$nummer")" ] && in_boom $((nummer - 1)) "$blad" "${regel%.json}.bewijs"; }
  oordeel "regel $nummer van het logboek hoort bij het controlepunt ($(sed -n 's/.*"kind":"\([a-z-]*\)".*/\1/p' "$regel" 2> /dev/null))" regel_klopt
done
oordeel "het pakket heeft $(gegeven logboekregels) regels van het logboek" gelijk "$regels" "$(gegeven logboekregels)"

# in_logboek SOORT STUKKEN...: een regel van die soort met al die stukken tekst
in_logboek() {
  soort=$1
  shift
  for regel in logboek/*.json; do
    grep -q -F "\"kind\":\"$soort\"" "$regel" || continue
    heeft=1
    for een in "$@"; do grep -q -F -- "$een" "$regel" || heeft=0; done
    [ "$heeft" -eq 1 ] && { echo "$regel"; return 0; }
  done
  return 1
}

kop "4. De pdf in delen"
# /ByteRange [0 a b c]: getekend zijn de bytes 0 tot a en b tot b+c; daartussen staat de handtekening zelf.
grep -a -o '/ByteRange *\[ *0 *[0-9]* *[0-9]* *[0-9]* *\]' "$pdf" | sed 's/[^0-9 ]//g' > "$tijdelijk/bereiken"
oordeel "de pdf heeft $handtekeningen handtekening(en) en $archief archieftijdstempel(s)" \
  gelijk "$(wc -l < "$tijdelijk/bereiken" | tr -d ' ')" "$((handtekeningen + archief))"
# Zonder dit zouden bytes die geen lezer van de tekst verwacht, nog een handtekening kunnen verbergen.
oordeel "er staat geen andere handtekening in" gelijk "$(grep -a -o '/ByteRange' "$pdf" | wc -l | tr -d ' ')" "$((handtekeningen + archief))"

# deel NUMMER BESTAND: knipt deel NUMMER in $tijdelijk/getekend, en vergelijkt wat in de pdf staat met het bestand
deel() {
  rm -f "$tijdelijk/getekend"
  set -- "$1" "$2" $(sed -n "$1p" "$tijdelijk/bereiken")
  [ $# -eq 6 ] && is_getal "$4" && is_getal "$5" && is_getal "$6" || return 1
  einde=$(($5 + $6))
  [ "$4" -lt "$5" ] && [ "$einde" -le "$lengte" ] && [ "$4" -gt "$vorig_einde" ] || return 1
  [ "$(stuk "$pdf" $((einde - 6)) 6 | hex)" = 2525454f460a ] || return 1
  { head -c "$4" "$pdf"; stuk "$pdf" "$5" "$6"; } > "$tijdelijk/getekend"
  # In de pdf staat de handtekening als <hexadecimaal>, met nullen aangevuld.
  in_pdf=$(stuk "$pdf" "$4" $(($5 - $4)))
  los=$(hex < "$2")
  case $in_pdf in "<$los"*'>') ;; *) return 1 ;; esac
  rest=${in_pdf#"<$los"}
  case ${rest%'>'} in *[!0]*) return 1 ;; esac
}
vorig_einde=0
# De tekst zonder handtekeningen eindigt bij de laatste %%EOF voor de eerste handtekening.
eerste=$(sed -n '1s/^ *0 *\([0-9]*\) .*/\1/p' "$tijdelijk/bereiken")
is_getal "$eerste" || eerste=0
basis=$(head -c "$eerste" "$pdf" | grep -a -b -o '%%EOF' | sed -n '$s/:.*//p')
is_getal "$basis" || basis=0
einde=$((basis + 6))
head -c "$einde" "$pdf" > "$tijdelijk/getoond"
sha_getoond=$(sha "$tijdelijk/getoond")
oordeel "de tekst is die welke werd klaargezet" in_logboek agreements-offered "\"baseSha256\":\"$sha_getoond\"" "\"number\":\"$kenmerk\""
vorig_einde=$einde
laatste=0

n=0
while [ "$n" -lt "$handtekeningen" ]; do
  n=$((n + 1))
  kop "5.$n Handtekening $n"
  oordeel "handtekeningen/$n.p7s staat in de pdf en dekt alles tot daar" deel "$n" "handtekeningen/$n.p7s" || continue
  handtekening "handtekening $n" "handtekeningen/$n.p7s" "handtekeningen/$n.tst" "$tijdelijk/getekend" \
    "ketens/handtekening-$n.txt" "ketens/tijdstempel-$n.txt"
  [ -n "$moment" ] && [ "$moment" -gt "$laatste" ] && laatste=$moment
  vorig_einde=$einde
  head -c "$einde" "$pdf" > "$tijdelijk/tot_hier"
  sha_hier=$(sha "$tijdelijk/tot_hier")
  serie=$(sed -n 's/^serial=//p' "$tijdelijk/wie" | tr 'A-F' 'a-f')
  [ -n "$serie" ] || serie=onbekend
  regel=$(in_logboek agreement-signed "\"number\":\"$kenmerk\"" "\"ordinal\":$n," "\"fileSha256\":\"$sha_hier\"" "$serie\"" \
    "\"stampedAt\":\"$(date -u -d "@${moment:-0}" +%Y-%m-%dT%H:%M:%S)")
  oordeel "handtekening $n staat in het logboek, met deze pdf, dit certificaat en dit moment" [ -n "$regel" ]
  plaats=$(sed -n 's/.*"slot":\([0-9]\).*/\1/p' "${regel:-/dev/null}")
  sessie=$(sed -n 's/.*"ceremony":"\(S-[0-9-]*\)".*/\1/p' "${regel:-/dev/null}")
  in_regel() { [ -n "$regel" ] && grep -q -F -- "$1" "$regel"; }
  oordeel "handtekening $n: de tekenbevoegdheid is die uit het logboek" in_regel "\"mandateSha256\":\"$(sha "mandaten/$n.json")\""
  akkoord=$(in_logboek ceremony-consented "\"manifestSha256\":\"$(sha "ondertekensessies/$n-lijst.json")\"" "\"ceremony\":\"$sessie\"")
  oordeel "handtekening $n: het akkoord op de lijst van sessie $sessie staat in het logboek" [ -n "$akkoord" ]
  op_lijst() { grep -q -F "{\"fileSha256\":\"$sha_getoond\",\"number\":\"$kenmerk\",\"slot\":$plaats}" "ondertekensessies/$n-lijst.json"; }
  oordeel "handtekening $n: deze pdf, zoals toen getoond, staat op die lijst" op_lijst
  bevestigd() {
    [ -n "$akkoord" ] || return 1
    bevestiging=ondertekensessies/$n-bevestiging.json
    gelijk "$(sed -n 's/.*"boundTo":"\([0-9a-f]*\)".*/\1/p' "$bevestiging")" "$(sha "ondertekensessies/$n-lijst.json")" || return 1
    for sleutel in credential factor step; do
      deel_tekst=$(grep -o "\"$sleutel\":[^,}]*" "$bevestiging") && grep -q -F -- "$deel_tekst" "$akkoord" || return 1
    done
  }
  oordeel "handtekening $n: de bevestiging (tweede factor) is die uit het logboek" bevestigd
  sha_getoond=$sha_hier
done

m=0
while [ "$m" -lt "$archief" ]; do
  m=$((m + 1))
  kop "6.$m Archieftijdstempel $m"
  oordeel "archief/$m.tst staat in de pdf en dekt alles tot daar" deel $((handtekeningen + m)) "archief/$m.tst" || continue
  stempel "archieftijdstempel $m" "archief/$m.tst" "$tijdelijk/getekend" "ketens/archief-$m.txt"
  oordeel "archieftijdstempel $m is niet ouder dan wat het dekt" [ "${moment:-0}" -ge "$laatste" ]
  laatste=${moment:-$laatste}
  vorig_einde=$einde
  head -c "$einde" "$pdf" > "$tijdelijk/tot_hier"
  archief_regel() {
    in_logboek archive-closed "\"fileSha256\":\"$(sha "$tijdelijk/tot_hier")\"" "\"number\":\"$kenmerk\"" ||
      in_logboek archive-renewed "\"fileSha256\":\"$(sha "$tijdelijk/tot_hier")\"" "\"number\":\"$kenmerk\""
  }
  oordeel "archieftijdstempel $m staat in het logboek" archief_regel
done
kop "7. Het geheel"
oordeel "na het laatste deel staat niets meer in de pdf" gelijk "$vorig_einde" "$lengte"
getekend=0
for regel in logboek/*.json; do
  grep -q -F '"kind":"agreement-signed"' "$regel" && grep -q -F "\"number\":\"$kenmerk\"" "$regel" && getekend=$((getekend + 1))
done
oordeel "het logboek noemt even veel handtekeningen als de pdf" gelijk "$getekend" "$handtekeningen"
if [ "$handtekeningen" -eq "$plaatsen" ]; then
  oordeel "alle $plaatsen plaatsen zijn getekend en het logboek zegt dat de overeenkomst van kracht werd" \
    in_logboek agreement-in-force "\"number\":\"$kenmerk\""
else
  let_op "$handtekeningen van de $plaatsen plaatsen zijn getekend: deze overeenkomst is (nog) niet van kracht."
fi
if [ "$archief" -gt 0 ]; then niveau=B-LTA; else
  niveau=B-T
  let_op "Er is nog geen archieftijdstempel. Dit pakket bewijst hetzelfde zolang het bewaard blijft; het document zelf is niveau B-T."
fi
oordeel "het niveau van de handtekeningen is PAdES $niveau" gelijk "$niveau" "$(gegeven niveau)"

# Wat hieronder staat telt niet mee: deze programma's zijn er niet overal, en oordelen anders over oude certificaten.
command -v qpdf > /dev/null && { qpdf --check "$pdf" > /dev/null 2>&1 && echo "extra  qpdf: geen fouten in de opbouw van de pdf" || echo "extra  qpdf meldt iets over de opbouw van de pdf"; }
command -v pdfsig > /dev/null && echo "extra  pdfsig: $(pdfsig -nocert "$pdf" 2> /dev/null | grep -c 'Signature is Valid') van de $handtekeningen handtekening(en) geldig"

echo
if [ "$mis" -eq 0 ]; then
  [ $# -gt 0 ] || echo "Vergelijk zelf nog de vingerafdruk van de wortelcertificaten (onderdeel 2) met een andere bron."
  echo "ALLES KLOPT: $aantal controles, geen fouten. $kenmerk, $handtekeningen handtekening(en), PAdES $niveau."
  exit 0
fi
echo "NIET IN ORDE: $mis van de $((aantal + mis)) controles zijn fout."
exit 1

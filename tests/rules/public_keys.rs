//! Keys that are meant for browsers are notes, in the calls that their own documentation shows;
//! their restricted and secret twins are not.

use leaklint::{
    Severity,
    rules::{grammar::sample::sample, key},
};

use super::lint;

/// A rule, and code in which `@` stands for one of its values.
type Row = (&'static str, &'static str);

const NOTES: &[Row] = &[
    ("stripe/publishable-key", "Stripe('@')"),
    ("clerk/publishable-key", "c={VITE_CLERK_PUBLISHABLE_KEY:'@'}"),
    ("supabase/publishable-key", "createClient('https://x.supabase.co','@')"),
    ("mapbox/public-token", "mapboxgl.accessToken='@'"),
    ("algolia/search-key", "algoliasearch('APPID12345','@')"),
    ("algolia/search-key", "docsearch({appId:'APPID12345',apiKey:'@',indexName:'docs'})"),
    ("sentry/dsn", "Sentry.init({dsn:'@'})"),
    ("chatwoot/website-token", "window.chatwootSDK.run({websiteToken:'@',baseUrl:b})"),
    ("ghost/content-url", "fetch('https://blog.example.dev@')"),
    ("ghost/content-key", "fetch(`https://demo.ghost.io/x/posts/?limit=3&key=@`)"),
    ("posthog/project-key", "posthog.init('@',{api_host:'https://eu.i.posthog.com'})"),
    ("segment/write-key", "analytics.load('@')"),
    ("segment/write-key", "AnalyticsBrowser.load({writeKey:'@'})"),
    ("mixpanel/project-token", "mixpanel.init('@',{debug:!0})"),
    ("amplitude/api-key", "amplitude.init('@')"),
    ("datadog/client-token", "datadogRum.init({applicationId:'a',clientToken:'@'})"),
    ("newrelic/browser-key", "NREUM.loader_config={licenseKey:'@'}"),
    ("bugsnag/notifier-key", "Bugsnag.start({apiKey:'@'})"),
    ("rollbar/client-token", "_rollbarConfig={accessToken:'@',captureUncaught:!0}"),
    ("rollbar/client-token", "c={ROLLBAR_POST_CLIENT_ITEM:'@'}"),
    ("trackjs/token", "TrackJS.install({token:'@'})"),
    ("raygun/client-key", "rg4js('apiKey','@')"),
    ("launchdarkly/client-side-id", "LDClient.initialize('@',{key:'u'})"),
    ("launchdarkly/mobile-key", "f({mobileKey:'@'})"),
    ("statsig/client-key", "new StatsigClient('@',{userID:'a'})"),
    ("configcat/sdk-key", "configcat.getClient('@')"),
    ("growthbook/client-key", "new GrowthBook({clientKey:'@'})"),
    ("optimizely/sdk-key", "optimizelySdk.createInstance({sdkKey:'@'})"),
    ("unleash/client-key", "new UnleashClient({url:'https://x/api/frontend',clientKey:'@'})"),
    ("unleash/frontend-token", "new UnleashClient({url:'https://x/api/frontend',clientKey:'@'})"),
    ("flagsmith/environment-key", "flagsmith.init({environmentID:'@'})"),
    ("contentful/delivery-token", "c={CONTENTFUL_DELIVERY_TOKEN:'@'}"),
    ("storyblok/access-token", "c={STORYBLOK_ACCESS_TOKEN:'@'}"),
    ("shopify/storefront-token", "f({headers:{'X-Shopify-Storefront-Access-Token':'@'}})"),
    ("paypal/client-id", "s.src='https://www.paypal.com/sdk/js?client-id=@&currency=EUR'"),
    ("braintree/tokenization-key", "braintree.client.create({authorization:'@'})"),
    ("square/application-id", "Square.payments('@','LOC')"),
    ("paddle/client-token", "Paddle.Initialize({token:'@'})"),
    ("razorpay/key-id", "new Razorpay({key:'@',amount:'50000'})"),
    ("plaid/link-token", "Plaid.create({token:'@'})"),
    ("plaid/public-key", "Plaid.create({key:'@',env:'production'})"),
    ("adyen/client-key", "AdyenCheckout({clientKey:'@',environment:'test'})"),
    ("mollie/profile-id", "Mollie('@',{locale:'nl_NL'})"),
    ("checkout-com/public-key", "Frames.init('@')"),
    ("checkout-com/legacy-public-key", "Frames.init({publicKey:'@'})"),
    ("recurly/public-key", "recurly.configure('@')"),
    ("chargebee/publishable-key", "Chargebee.init({site:'shop',publishableKey:'@'})"),
    ("pusher/app-key", "new Pusher('@',{cluster:'eu'})"),
    ("pusher/app-key", "c={NEXT_PUBLIC_PUSHER_APP_KEY:'@'}"),
    ("getstream/api-key", "StreamChat.getInstance('@')"),
    ("pubnub/subscribe-key", "new PubNub({subscribeKey:'@'})"),
    ("onesignal/app-id", "OneSignal.init({appId:'@'})"),
    ("zoom/sdk-key", "ZoomMtg.join({sdkKey:'@',signature:s})"),
    ("recaptcha/site-key", "grecaptcha.execute('@',{action:'x'})"),
    ("hcaptcha/site-key", "hcaptcha.render('c',{sitekey:'@'})"),
    ("turnstile/site-key", "turnstile.render('#c',{sitekey:'@'})"),
    ("walletconnect/project-id", "new WalletConnectModal({projectId:'@'})"),
    ("walletconnect/project-id", "createAppKit({projectId:'@'})"),
    ("cloudflare/web-analytics-token", "s.dataset={cfBeacon:{token:'@'}}"),
    ("maptiler/api-key", "f('https://api.maptiler.com/maps/streets/style.json?key=@')"),
    ("esri/api-key", "esriConfig.apiKey='@'"),
    ("imagekit/public-key", "new ImageKit({publicKey:'@'})"),
    ("uploadcare/public-key", "UPLOADCARE_PUBLIC_KEY='@'"),
    ("filestack/api-key", "filestack.init('@')"),
    ("mux/environment-key", "mux.monitor('#v',{data:{env_key:'@',player_name:'x'}})"),
    ("firebase/vapid-public-key", "getToken(m,{vapidKey:'@'})"),
    ("firebase/web-api-key", "f({apiKey:'@',authDomain:'our-shop.firebaseapp.com'})"),
    ("tinymce/api-key", "c={TINYMCE_API_KEY:'@'}"),
    ("tinymce/script-url", "s.src='https://cdn@/tinymce/6/tinymce.min.js'"),
    ("handsontable/licence-key", "new Handsontable(e,{licenseKey:'@'})"),
    ("openai/ephemeral-key", "f('@')"),
];

const WARNINGS: &[Row] = &[
    ("google/api-key", "s.src='https://maps.googleapis.com/maps/api/js?key=@'"),
    ("contentful/preview-token", "c={CONTENTFUL_PREVIEW_TOKEN:'@'}"),
    ("ably/api-key", "new Ably.Realtime('@')"),
    ("infura/rpc-url", "new JsonRpcProvider('https://mainnet@')"),
    ("alchemy/rpc-url", "new JsonRpcProvider('https://eth-mainnet@')"),
    ("etherscan/api-key", "f('https://api.etherscan.io/api?module=account&apikey=@')"),
    ("aws/appsync-key", "f({aws_appsync_apiKey:'@'})"),
    ("here/api-key", "c={HERE_API_KEY:'@'}"),
    ("tomtom/api-key", "f('https://api.tomtom.com/map/1/tile?key=@')"),
    ("thunderforest/api-key", "f('https://tile.thunderforest.com/cycle/1/1/1.png?apikey=@')"),
    ("geoapify/api-key", "f('https://api.geoapify.com/v1/geocode/search?text=a&apiKey=@')"),
    ("jawg/access-token", "f('https://tile.jawg.io/jawg-sunny/1/1/1.png?access-token=@')"),
    ("openweather/api-key", "f('https://api.openweathermap.org/data/2.5/weather?q=a&appid=@')"),
    ("tmdb/api-key", "f('https://api.themoviedb.org/3/movie/1?api_key=@')"),
];

const ERRORS: &[Row] = &[
    ("stripe/restricted-key", "f('@')"),
    ("algolia/admin-key", "c={algoliaAdminKey:'@'}"),
    ("getstream/secret", "StreamChat.getInstance('abcdefghijkl','@')"),
    ("pusher/app-secret", "new Pusher({appId:'1',key:k,secret:'@'})"),
    ("rollbar/server-token", "c={ROLLBAR_POST_SERVER_ITEM:'@'}"),
    ("unleash/backend-token", "c={UNLEASH_API_TOKEN:'@'}"),
    ("paypal/client-secret", "c={PAYPAL_CLIENT_SECRET:'@'}"),
    ("imagekit/private-key", "new ImageKit({privateKey:'@'})"),
    ("plaid/secret", "c={PLAID_SECRET:'@'}"),
];

fn all_are(rows: &[Row], severity: Severity) {
    for (id, code) in rows {
        let key = key::find(id).unwrap_or_else(|| panic!("{id} is no rule"));
        for seed in 0..4 {
            let program = code.replace('@', &sample(&key.token, seed));
            let found = lint(&program);
            let worst = found.iter().map(|finding| finding.severity).max();
            assert_eq!(worst, Some(severity), "{id}: {program}: {found:?}");
            assert!(found.iter().any(|finding| finding.rule == *id), "{id}: {program}: {found:?}");
        }
    }
}

#[test]
fn keys_that_are_meant_for_browsers_are_notes() {
    all_are(NOTES, Severity::Note);
}

#[test]
fn keys_that_a_restriction_makes_safe_are_warnings() {
    all_are(WARNINGS, Severity::Warning);
}

#[test]
fn their_secret_twins_are_errors() {
    all_are(ERRORS, Severity::Error);
}

#[test]
fn identifiers_are_nothing() {
    let hex = "0b7d41c9e8f2a6035d1c9b7e4f80a2d6";
    let mixed = "q7Rk2WbXz9LmT4vNc8HsYd3FgJp6KaEu";
    for code in [
        "heap.load('1234567890')",
        "h._hjSettings={hjid:1234567,hjsv:6}",
        "LogRocket.init('a1b2c3/shop-app')",
        "gtag('config','G-AB12CD34EF');f({id:'GTM-K2RT7P'})",
        "fbq('init','1234567890123456')",
        "Intercom('boot',{app_id:'a1b2c3d4'})",
        &format!("new Auth0Client({{domain:'x.eu.auth0.com',clientId:'{mixed}'}})"),
        "new OktaAuth({clientId:'0oa1a2b3c4d5e6f7g8h9'})",
        "f({identityPoolId:'eu-west-1:0b7d41c9-e8f2-4a60-835d-1c9b7e4f80a2'})",
        "new PublicClientApplication({auth:{clientId:'0b7d41c9-e8f2-4a60-835d-1c9b7e4f80a2'}})",
        "FB.init({appId:'123456789012345',version:'v18.0'})",
        "f({cloudName:'shop',apiKey:'123456789012345'})",
        "new Calendar(e,{schedulerLicenseKey:'0123456789-fcs-1234567890'})",
        &format!("f({{NEXT_PUBLIC_X_CLIENT_ID:'{mixed}',NEXT_PUBLIC_X_SITE_KEY:'{hex}'}})"),
        &format!("f({{NEXT_PUBLIC_X_ANON_KEY:'{mixed}',NEXT_PUBLIC_X_PUBLISHABLE_KEY:'{hex}'}})"),
    ] {
        assert!(lint(code).is_empty(), "{code}: {:?}", lint(code));
    }
}
